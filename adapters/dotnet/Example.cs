using System;
using System.IO;
using Unknot;

/// `Example INTAKE`: an intake's flags in the terminal, the patient's sheet in handout.html.
internal static class Example
{
    private static int Main(string[] arguments)
    {
        byte[] intake = File.ReadAllBytes(arguments[0]);
        try
        {
            using (var engine = new Engine())  // one for the whole program and all its threads
            using (Result result = engine.Assess(intake))  // one for each patient
            {
                Console.WriteLine("Tier: " + result.Tier.Text());
                if (!result.Complete)
                {
                    Console.WriteLine("A person must finish the screen: it could still be " + result.PossibleTier.Text() + ".");
                }
                foreach (Flag flag in result.Flags)
                {
                    if (flag.Status == FlagStatus.Clear) continue;
                    Console.WriteLine(flag.Title + " (" + flag.Status.Text() + "): " + flag.Reason);
                }
                File.WriteAllText("handout.html", result.Html());
                return 0;
            }
        }
        catch (IntakeException error)
        {
            Console.Error.WriteLine(error.Message);  // says where, never what the patient answered
            return 1;
        }
    }
}
