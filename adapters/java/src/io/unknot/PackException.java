package io.unknot;

/** The pack or the overlay was refused. */
public final class PackException extends UnknotException {
  private static final long serialVersionUID = 1L;

  PackException(Problem problem) {
    super("pack", problem);
  }
}
