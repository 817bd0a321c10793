/**
 * Unknot in a Java program: a patient's answers about pain in the lower back go in; referral flags for the clinic and a
 * self-care sheet for the patient come out.
 *
 * <pre>{@code
 * try (Engine engine = new Engine();
 *     Result result = engine.assess("{\"answers\": {\"age\": 46, \"saddle_numbness\": \"unsure\"}}")) {
 *   System.out.println(result.tier() + (result.complete() ? "" : ", and a person must finish the screen"));
 * }
 * }</pre>
 *
 * <p>It is a thin layer over the C library {@code libunknot}, whose header {@code unknot.h} is the specification. An
 * answer that is missing is never read as "no": leave out what was not asked.
 */
package io.unknot;
