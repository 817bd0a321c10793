package io.unknot;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A checked, immutable pack, ready to assess. Open one for the whole program and share it: any number of threads may use
 * it at once. It may be closed before its results.
 */
public final class Engine implements AutoCloseable {
  private final Library abi;
  private final Handle handle;
  private final Cleaner.Cleanable cleanable;

  /**
   * Opens the built-in pack.
   *
   * @throws LibraryException if the C library is missing or does not fit
   */
  public Engine() {
    this(new EngineOptions());
  }

  /**
   * Opens a pack, which is read and checked whole, so that nothing is left to fail while a patient waits.
   *
   * @param options what differs from the defaults
   * @throws LibraryException if the C library is missing or does not fit
   * @throws PackException if the pack or the overlay is refused
   * @throws FileException if a named file cannot be read
   * @throws UnsupportedException if the PDF module cannot be used
   */
  public Engine(EngineOptions options) {
    Objects.requireNonNull(options, "options: new EngineOptions() has all defaults");
    abi = Library.load(options.nativeLibrary);
    PointerByReference out = new PointerByReference();
    Memory[] texts = {
      memory(Library.terminated(options.packPath)),
      memory(options.pack),
      memory(Library.terminated(options.overlayPath)),
      memory(options.overlay),
      memory(Library.terminated(options.pdfModule)),
      memory(Library.terminated(options.minPackVersion))
    };
    int word = Native.POINTER_SIZE;
    Memory struct = new Memory(8 + 8L * word);
    struct.clear();
    struct.setInt(0, (int) struct.size());
    struct.setPointer(8, texts[0]);
    struct.setPointer(8 + word, texts[1]);
    setSize(struct, 8 + 2 * word, options.pack);
    struct.setPointer(8 + 3 * word, texts[2]);
    struct.setPointer(8 + 4 * word, texts[3]);
    setSize(struct, 8 + 5 * word, options.overlay);
    struct.setPointer(8 + 6 * word, texts[4]);
    struct.setPointer(8 + 7 * word, texts[5]);
    int status = abi.functions.unknot_engine_open(struct, out);
    handle = new Handle(out.getValue(), abi.functions::unknot_engine_close, "engine");
    cleanable = handle.watch(this);
    try {
      abi.check(status, abi.functions.unknot_engine_error(out.getValue()));
    } catch (UnknotException error) {
      close();
      throw error;
    }
  }

  private static Memory memory(byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    Memory memory = new Memory(Math.max(1, bytes.length));
    memory.write(0, bytes, 0, bytes.length);
    return memory;
  }

  private static void setSize(Memory struct, int offset, byte[] bytes) {
    int size = bytes == null ? 0 : bytes.length;
    if (Native.SIZE_T_SIZE == 8) {
      struct.setLong(offset, size);
    } else {
      struct.setInt(offset, size);
    }
  }

  /**
   * Assesses one intake at no known time.
   *
   * @param intake JSON as {@code intake.schema.json} describes it, or a FHIR R4 QuestionnaireResponse
   * @return the assessment; close it
   * @throws IntakeException if the intake is refused as a whole
   */
  public Result assess(String intake) {
    return assess(intake, null);
  }

  /**
   * Assesses one intake.
   *
   * @param intake JSON as {@code intake.schema.json} describes it, or a FHIR R4 QuestionnaireResponse
   * @param at when the patient was seen, after 1970-01-01T00:00:00Z; null: not given
   * @return the assessment; close it
   * @throws IntakeException if the intake is refused as a whole
   * @throws ArgumentException if the time lies outside what the library takes
   */
  public Result assess(String intake, Instant at) {
    return assess(Library.utf8(Objects.requireNonNull(intake, NO_INTAKE)), at);
  }

  /**
   * Assesses one intake at no known time.
   *
   * @param intake as {@link #assess(String)} takes it, in UTF-8
   * @return the assessment; close it
   * @throws IntakeException if the intake is refused as a whole
   */
  public Result assess(byte[] intake) {
    return assess(intake, null);
  }

  /**
   * Assesses one intake.
   *
   * @param intake as {@link #assess(String, Instant)} takes it, in UTF-8
   * @param at when the patient was seen, after 1970-01-01T00:00:00Z; null: not given
   * @return the assessment; close it
   * @throws IntakeException if the intake is refused as a whole
   * @throws ArgumentException if the time lies outside what the library takes
   */
  public Result assess(byte[] intake, Instant at) {
    Objects.requireNonNull(intake, NO_INTAKE);
    Memory call = new Memory(16);
    call.clear();
    call.setInt(0, 16);
    if (at != null) {
      if (at.getEpochSecond() == 0) {
        throw new IllegalArgumentException("at: 1970 begins without a patient; give null if the time is not known.");
      }
      call.setLong(8, at.getEpochSecond());
    }
    PointerByReference out = new PointerByReference();
    Pointer engine = handle.enter();
    try {
      int status = abi.functions.unknot_assess(engine, call, intake, new Library.Size(intake.length), out);
      return new Result(abi, status, out.getValue());
    } finally {
      handle.leave();
    }
  }

  private static final String NO_INTAKE = "intake: give the JSON text; {\"answers\": {}} is a patient who answered nothing";

  /**
   * Assesses one intake in another thread.
   *
   * @param intake as {@link #assess(String, Instant)} takes it
   * @param at when the patient was seen; null: not given
   * @param executor runs the call, which takes less than a millisecond
   * @return the assessment to come; it fails with what {@link #assess(String, Instant)} throws
   */
  public CompletableFuture<Result> assessAsync(String intake, Instant at, Executor executor) {
    Objects.requireNonNull(intake, NO_INTAKE);
    return CompletableFuture.supplyAsync(() -> assess(intake, at), executor);
  }

  /**
   * Assesses one intake in another thread.
   *
   * @param intake as {@link #assess(byte[], Instant)} takes it; not to be changed before the call is done
   * @param at when the patient was seen; null: not given
   * @param executor runs the call
   * @return the assessment to come; it fails with what {@link #assess(byte[], Instant)} throws
   */
  public CompletableFuture<Result> assessAsync(byte[] intake, Instant at, Executor executor) {
    Objects.requireNonNull(intake, NO_INTAKE);
    return CompletableFuture.supplyAsync(() -> assess(intake, at), executor);
  }

  /** {@return what the engine is, as JSON: library, pack, locales, question ids, source attributes, limits} */
  public String info() {
    Memory size = Library.size();
    Pointer engine = handle.enter();
    try {
      return new String(
          Library.bytes(abi.functions.unknot_engine_info(engine, size), size), StandardCharsets.UTF_8);
    } finally {
      handle.leave();
    }
  }

  /** {@return the questions in the order in which to ask them, as JSON, in the pack's first language} */
  public String questions() {
    return questions(null, null);
  }

  /**
   * The questions in the order in which to ask them.
   *
   * @param locale such as {@code "en-US"}; null: the pack's first
   * @param mediaType {@link MediaType#JSON}, or {@link MediaType#FHIR} for a FHIR R4 Questionnaire; null: JSON
   * @return the document
   * @throws UnsupportedException if there is no such locale or document
   */
  public String questions(String locale, String mediaType) {
    PointerByReference out = new PointerByReference();
    Pointer engine = handle.enter();
    try {
      int status =
          abi.functions.unknot_engine_questions(
              engine, Library.terminated(locale), Library.terminated(mediaType), out);
      return onlyDocument(status, out.getValue());
    } finally {
      handle.leave();
    }
  }

  /** {@return the pack as it was loaded, as JSON: questions, rules, topics, texts} */
  public String pack() {
    PointerByReference out = new PointerByReference();
    Pointer engine = handle.enter();
    try {
      return onlyDocument(abi.functions.unknot_engine_pack(engine, out), out.getValue());
    } finally {
      handle.leave();
    }
  }

  private String onlyDocument(int status, Pointer made) {
    try (Result result = new Result(abi, status, made)) {
      return new String(result.document(null), StandardCharsets.UTF_8);
    }
  }

  /** {@return the library's version, such as {@code "1.0.0"}} */
  public String version() {
    return Library.text(abi.functions.unknot_version());
  }

  /** Ends the engine, as soon as no call in another thread uses it. Its results stay whole. */
  @Override
  public void close() {
    cleanable.clean();
  }
}
