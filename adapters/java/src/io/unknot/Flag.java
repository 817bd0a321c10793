package io.unknot;

/** One of the pack's flags in one assessment. */
public final class Flag {
  private final String id;
  private final FlagStatus status;
  private final Tier tier;
  private final Tier possibleTier;
  private final String title;
  private final String reason;

  Flag(String id, FlagStatus status, Tier tier, Tier possibleTier, String title, String reason) {
    this.id = id;
    this.status = status;
    this.tier = tier;
    this.possibleTier = possibleTier;
    this.title = title;
    this.reason = reason;
  }

  /** {@return the id, such as {@code "neurological"}} */
  public String id() {
    return id;
  }

  /** {@return whether it is clear, open or raised} */
  public FlagStatus status() {
    return status;
  }

  /** {@return the highest tier of its raised rules; {@link Tier#NONE} unless raised} */
  public Tier tier() {
    return tier;
  }

  /** {@return the highest tier of its raised and open rules; {@link Tier#NONE} if clear} */
  public Tier possibleTier() {
    return possibleTier;
  }

  /** {@return its name in the clinic's language} */
  public String title() {
    return title;
  }

  /** {@return why, for the clinic, in one sentence; empty if clear} */
  public String reason() {
    return reason;
  }

  /** {@return the id and the state; what the patient answered does not stand in it} */
  @Override
  public String toString() {
    return id + ": " + status;
  }
}
