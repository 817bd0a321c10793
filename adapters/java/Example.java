import io.unknot.Engine;
import io.unknot.Flag;
import io.unknot.FlagStatus;
import io.unknot.IntakeException;
import io.unknot.Result;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code Example INTAKE}: an intake's flags in the terminal, the patient's sheet in handout.html. */
public final class Example {
  private Example() {}

  public static void main(String[] arguments) throws Exception {
    byte[] intake = Files.readAllBytes(Path.of(arguments[0]));
    try (Engine engine = new Engine(); // one for the whole program and all its threads
        Result result = engine.assess(intake)) { // one for each patient
      System.out.println("Tier: " + result.tier());
      if (!result.complete()) {
        System.out.println("A person must finish the screen: it could still be " + result.possibleTier() + ".");
      }
      for (Flag flag : result.flags()) {
        if (flag.status() != FlagStatus.CLEAR) {
          System.out.println(flag.title() + " (" + flag.status() + "): " + flag.reason());
        }
      }
      Files.writeString(Path.of("handout.html"), result.html());
    } catch (IntakeException error) {
      System.err.println(error.getMessage()); // says where, never what the patient answered
      System.exit(1);
    }
  }
}
