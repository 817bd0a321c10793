package io.unknot;

import com.sun.jna.IntegerType;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The C library, found, checked and loaded. Text crosses as bytes with a length, never in the platform's charset. */
final class Library {
  /** The functions of {@code unknot.h}, as JNA wants them: public, though nobody outside sees this class. */
  public interface Functions extends com.sun.jna.Library {
    int unknot_engine_open(Pointer options, PointerByReference out);

    void unknot_engine_close(Pointer engine);

    Pointer unknot_engine_error(Pointer engine);

    Pointer unknot_engine_info(Pointer engine, Pointer size);

    int unknot_engine_pack(Pointer engine, PointerByReference out);

    int unknot_engine_questions(Pointer engine, byte[] locale, byte[] mediaType, PointerByReference out);

    int unknot_assess(Pointer engine, Pointer call, byte[] intake, Size size, PointerByReference out);

    Pointer unknot_result_error(Pointer result);

    int unknot_result_tier(Pointer result);

    int unknot_result_possible_tier(Pointer result);

    int unknot_result_complete(Pointer result);

    int unknot_result_flag_count(Pointer result);

    int unknot_result_flag(Pointer result, int index, Pointer out);

    int unknot_result_document(Pointer result, byte[] mediaType, PointerByReference bytes, Pointer size);

    void unknot_result_free(Pointer result);

    Pointer unknot_status_name(int status);

    Pointer unknot_version();
  }

  /** {@code size_t}. */
  public static final class Size extends IntegerType {
    private static final long serialVersionUID = 1L;

    public Size() {
      this(0);
    }

    Size(long value) {
      super(Native.SIZE_T_SIZE, value, true);
    }
  }

  /** The C ABI that this adapter was written for. A newer minor version only adds to it. */
  private static final int MAJOR = 1;

  private static final int MINOR = 0;

  private static final Map<String, Library> LOADED = new ConcurrentHashMap<>();

  final Functions functions;

  private Library(Functions functions) {
    this.functions = functions;
  }

  /** The library at this path or, for null, where it is found. Throws {@link LibraryException}. */
  static Library load(String path) {
    String named = path;
    if (named == null) {
      named = System.getProperty("unknot.native", System.getenv("UNKNOT_LIBRARY"));
    }
    return LOADED.computeIfAbsent(named == null ? "" : named, Library::open);
  }

  private static Library open(String named) {
    String name = Platform.isLinux() ? "libunknot.so.1" : "unknot";
    File unpacked = named.isEmpty() ? unpack(name) : null;
    String place = !named.isEmpty() ? named : unpacked != null ? unpacked.getPath() : name;
    try {
      NativeLibrary library = NativeLibrary.getInstance(place);
      checkVersion(library, place);
      return new Library(Native.load(place, Functions.class));
    } catch (UnsatisfiedLinkError error) {
      throw unusable(place, error);
    } finally {
      if (unpacked != null && !unpacked.delete()) {
        unpacked.deleteOnExit();
      }
    }
  }

  /** The library that the jar carries for this platform, as a file; null if it carries none. */
  private static File unpack(String name) {
    String resource = "/" + Platform.RESOURCE_PREFIX + "/" + System.mapLibraryName("unknot");
    if (Library.class.getResource(resource) == null) {
      return null;
    }
    try {
      return Native.extractFromResourcePath(resource, Library.class.getClassLoader());
    } catch (IOException error) {
      throw new LibraryException(
          "unusable_library",
          "The Unknot library in the jar cannot be unpacked: "
              + error.getMessage()
              + ". Let this process write to its folder for temporary files (-Djna.tmpdir=...), or name an installed"
              + " library with -Dunknot.native=PATH.");
    }
  }

  private static void checkVersion(NativeLibrary library, String place) {
    String version;
    try {
      version = library.getFunction("unknot_version").invokePointer(new Object[0]).getString(0, "UTF-8");
    } catch (UnsatisfiedLinkError error) {
      throw new LibraryException(
          "unusable_library", place + " is a library, but not Unknot's. Name the file of libunknot.so.1 or unknot.dll.");
    }
    String[] numbers = version.split("\\.");
    if (Integer.parseInt(numbers[0]) != MAJOR || Integer.parseInt(numbers[1]) < MINOR) {
      throw new LibraryException(
          "wrong_version",
          String.format(
              "The Unknot library %s has version %s, and this adapter needs %d.%d or a later %d.x. Install libunknot and"
                  + " the adapter from the same release.",
              place, version, MAJOR, MINOR, MAJOR));
    }
  }

  private static LibraryException unusable(String place, UnsatisfiedLinkError error) {
    if (new File(place).getParent() != null && new File(place).exists()) {
      return new LibraryException(
          "unusable_library",
          String.format(
              "%s is not an Unknot library for this Java (%s, %d bit). Install the libunknot of the same architecture, or"
                  + " run a Java of the library's. The system says: %s",
              place, Platform.RESOURCE_PREFIX, 8 * Native.POINTER_SIZE, error.getMessage()));
    }
    return new LibraryException(
        "missing_library",
        String.format(
            "The Unknot library %s was not found. Install it (Debian: apt install libunknot1), or name its file with"
                + " EngineOptions.nativeLibrary, -Dunknot.native=PATH or UNKNOT_LIBRARY. The system says: %s",
            place, error.getMessage()));
  }

  /** Throws what the library said, if a call failed. {@code problem} is a lent text. */
  void check(int status, Pointer problem) {
    if (status != 0) {
      throw UnknotException.of(text(functions.unknot_status_name(status)), text(problem));
    }
  }

  /** A text that ends in NUL. */
  static String text(Pointer utf8) {
    return utf8 == null ? "" : utf8.getString(0, "UTF-8");
  }

  /** Where a {@code size_t} is written. */
  static Memory size() {
    Memory size = new Memory(Native.SIZE_T_SIZE);
    size.clear();
    return size;
  }

  static byte[] bytes(Pointer from, Memory size) {
    return from.getByteArray(0, Native.SIZE_T_SIZE == 8 ? (int) size.getLong(0) : size.getInt(0));
  }

  /** UTF-8 that ends in NUL; null stays null. */
  static byte[] terminated(String text) {
    return text == null ? null : utf8(text + "\0");
  }

  /** Half of a surrogate pair would become a question mark in silence, as Java writes it; here it is refused. */
  static byte[] utf8(String text) {
    try {
      ByteBuffer encoded =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException error) {
      throw new IllegalArgumentException("The text holds half of a surrogate pair, which is no Unicode; remove it.");
    }
  }
}
