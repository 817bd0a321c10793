package io.unknot;

/** There is no such document or locale here, such as PDF without its module. */
public final class UnsupportedException extends UnknotException {
  private static final long serialVersionUID = 1L;

  UnsupportedException(Problem problem) {
    super("unsupported", problem);
  }
}
