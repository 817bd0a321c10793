package io.unknot;

/** A defect of the library. Nothing was assessed; report it. */
public final class InternalException extends UnknotException {
  private static final long serialVersionUID = 1L;

  InternalException(Problem problem) {
    super("internal", problem);
  }
}
