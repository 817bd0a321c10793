package io.unknot;

/**
 * The C library is missing or is not one that this adapter can use: {@link #code()} is {@code "missing_library"},
 * {@code "unusable_library"} or {@code "wrong_version"}, and the message says what to do.
 */
public final class LibraryException extends UnknotException {
  private static final long serialVersionUID = 1L;

  LibraryException(String code, String message) {
    super("library", new Problem(code, "", "", message));
  }
}
