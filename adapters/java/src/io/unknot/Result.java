package io.unknot;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One assessment, with its documents. It outlives its engine. Close it, so that the patient's data is wiped at once and
 * not when the collector comes by; what {@link #tier()}, {@link #possibleTier()} and {@link #complete()} say is still
 * there then. Any thread may use it; its documents are made one after another.
 */
public final class Result implements AutoCloseable {
  private static final int FLAG_SIZE = 16 + 3 * Native.POINTER_SIZE;

  private final Library abi;
  private final Handle handle;
  private final Cleaner.Cleanable cleanable;
  private final Tier tier;
  private final Tier possibleTier;
  private final boolean complete;
  private List<Flag> flags;

  /** Takes over what a call handed out, and throws if the call failed. */
  Result(Library abi, int status, Pointer made) {
    this.abi = abi;
    handle = new Handle(made, abi.functions::unknot_result_free, "result");
    cleanable = handle.watch(this);
    try {
      abi.check(status, abi.functions.unknot_result_error(made));
    } catch (UnknotException error) {
      close();
      throw error;
    }
    tier = Tier.of(abi.functions.unknot_result_tier(made));
    possibleTier = Tier.of(abi.functions.unknot_result_possible_tier(made));
    complete = abi.functions.unknot_result_complete(made) == 1;
  }

  /** {@return the urgency to act on} */
  public Tier tier() {
    return tier;
  }

  /** {@return the urgency that missing or unsure answers could still bring} */
  public Tier possibleTier() {
    return possibleTier;
  }

  /** {@return false if a missing answer could still raise the tier, and a person must finish the screen} */
  public boolean complete() {
    return complete;
  }

  /** {@return all flags of the pack, in its order} */
  public synchronized List<Flag> flags() {
    Pointer result = handle.enter();
    try {
      if (flags == null) {
        flags = readFlags(result);
      }
      return flags;
    } finally {
      handle.leave();
    }
  }

  private List<Flag> readFlags(Pointer result) {
    int count = abi.functions.unknot_result_flag_count(result);
    List<Flag> all = new ArrayList<>(count);
    Memory flag = new Memory(FLAG_SIZE);
    flag.clear();
    flag.setInt(0, FLAG_SIZE);
    for (int index = 0; index < count; index++) {
      abi.check(abi.functions.unknot_result_flag(result, index, flag), null);
      all.add(
          new Flag(
              Library.text(flag.getPointer(16)),
              FlagStatus.of(flag.getInt(4)),
              Tier.of(flag.getInt(8)),
              Tier.of(flag.getInt(12)),
              Library.text(flag.getPointer(16 + Native.POINTER_SIZE)),
              Library.text(flag.getPointer(16 + 2L * Native.POINTER_SIZE))));
    }
    return Collections.unmodifiableList(all);
  }

  /**
   * A document, made when it is first asked for; the same bytes each time.
   *
   * @param mediaType of {@link MediaType}; null: the record, {@link MediaType#JSON}
   * @return a copy of the document's bytes
   * @throws UnsupportedException if there is no such document, or no PDF module
   * @throws ArgumentException for {@link MediaType#FHIR} of an assessment without a time
   */
  public synchronized byte[] document(String mediaType) {
    PointerByReference bytes = new PointerByReference();
    Memory size = Library.size();
    Pointer result = handle.enter();
    try {
      int status = abi.functions.unknot_result_document(result, Library.terminated(mediaType), bytes, size);
      abi.check(status, abi.functions.unknot_result_error(result));
      return Library.bytes(bytes.getValue(), size);
    } finally {
      handle.leave();
    }
  }

  private String text(String mediaType) {
    return new String(document(mediaType), StandardCharsets.UTF_8);
  }

  /** {@return the record of everything, as JSON} */
  public String json() {
    return text(MediaType.JSON);
  }

  /** {@return the patient's handout as data} */
  public String handoutJson() {
    return text(MediaType.HANDOUT_JSON);
  }

  /** {@return the patient's handout as a page, one file} */
  public String html() {
    return text(MediaType.HTML);
  }

  /** {@return the patient's handout as text of 72 columns} */
  public String text() {
    return text(MediaType.TEXT);
  }

  /** {@return the clinic's copy as a page} */
  public String clinicHtml() {
    return text(MediaType.CLINIC_HTML);
  }

  /**
   * {@return a FHIR R4 transaction}
   *
   * @throws ArgumentException if the assessment was given no time
   */
  public String fhir() {
    return text(MediaType.FHIR);
  }

  /**
   * {@return the handout on paper}
   *
   * @throws UnsupportedException if the engine was opened without {@link EngineOptions#pdfModule(String)}
   */
  public byte[] pdf() {
    return document(MediaType.PDF);
  }

  /** Wipes and frees it. Closing it twice is fine. */
  @Override
  public void close() {
    cleanable.clean();
  }
}
