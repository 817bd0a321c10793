package io.unknot;

/** A named file could not be read. */
public final class FileException extends UnknotException {
  private static final long serialVersionUID = 1L;

  FileException(Problem problem) {
    super("io", problem);
  }
}
