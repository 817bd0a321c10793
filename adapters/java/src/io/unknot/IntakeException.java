package io.unknot;

/** The intake was refused as a whole; nothing was assessed. {@link #pointer()} says where. */
public final class IntakeException extends UnknotException {
  private static final long serialVersionUID = 1L;

  IntakeException(Problem problem) {
    super("intake", problem);
  }
}
