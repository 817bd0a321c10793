package io.unknot;

/** How urgent it is, low to high, so that {@code tier.compareTo(Tier.SOON) >= 0} may be asked. */
public enum Tier {
  /** None: of a flag that is not raised, or clear. The tier of an assessment is never this. */
  NONE("none"),
  /** A handout with its safety net. */
  SELF_CARE("self_care"),
  /** An ordinary appointment, 1 to 4 weeks. */
  ROUTINE("routine"),
  /** Within days. */
  SOON("soon"),
  /** Within 24 hours. */
  SAME_DAY("same_day"),
  /** Ambulance or emergency department now. */
  EMERGENCY("emergency");

  private static final Tier[] BY_NUMBER = values();
  private final String text;

  Tier(String text) {
    this.text = text;
  }

  /** {@return the name that stands in the documents, such as {@code "same_day"}} */
  @Override
  public String toString() {
    return text;
  }

  static Tier of(int number) {
    return BY_NUMBER[number];
  }
}
