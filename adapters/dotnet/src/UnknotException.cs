using System;
using System.Collections.Generic;
using System.Text;

namespace Unknot
{
    /// <summary>
    /// What every refusal and failure of the library is thrown as. <see cref="Exception.Message"/> says everything at
    /// once. No text of it ever holds an answer's value, so it may be logged.
    /// </summary>
    public class UnknotException : Exception
    {
        internal UnknotException(string status, Problem problem) : base(status + ": " + problem.Summary())
        {
            Status = status;
            Code = problem.Code;
            Pointer = problem.Pointer;
            Expected = problem.Expected;
            ProblemMessage = problem.Message;
        }

        /// <summary>The status by its name in <c>unknot.h</c>: "argument", "intake", "pack", "io" and so on.</summary>
        public string Status { get; }

        /// <summary>What is wrong, for programs; a code never changes its meaning.</summary>
        public string Code { get; }

        /// <summary>Where, as an RFC 6901 pointer into the input; empty for the whole input.</summary>
        public string Pointer { get; }

        /// <summary>What was expected there, in English; may be empty.</summary>
        public string Expected { get; }

        /// <summary>What is wrong, as an English sentence without the place.</summary>
        public string ProblemMessage { get; }

        /// <summary>The exception of a status, from the problem as JSON; "" if the library wrote none.</summary>
        internal static UnknotException Of(string status, string json)
        {
            Problem problem = Problem.Parse(json, status);
            switch (status)
            {
                case "argument": return new UnknotArgumentException(problem);
                case "intake": return new IntakeException(problem);
                case "pack": return new PackException(problem);
                case "io": return new FileException(problem);
                case "unsupported": return new UnsupportedException(problem);
                case "internal": return new InternalException(problem);
                default: return new UnknotException(status, problem);
            }
        }
    }

    /// <summary>A call that cannot be answered as it was made, such as a FHIR document without a time.</summary>
    public sealed class UnknotArgumentException : UnknotException
    {
        internal UnknotArgumentException(Problem problem) : base("argument", problem) { }
    }

    /// <summary>The intake was refused as a whole; nothing was assessed.</summary>
    public sealed class IntakeException : UnknotException
    {
        internal IntakeException(Problem problem) : base("intake", problem) { }
    }

    /// <summary>The pack or the overlay was refused.</summary>
    public sealed class PackException : UnknotException
    {
        internal PackException(Problem problem) : base("pack", problem) { }
    }

    /// <summary>A named file could not be read.</summary>
    public sealed class FileException : UnknotException
    {
        internal FileException(Problem problem) : base("io", problem) { }
    }

    /// <summary>There is no such document or locale here, such as PDF without its module.</summary>
    public sealed class UnsupportedException : UnknotException
    {
        internal UnsupportedException(Problem problem) : base("unsupported", problem) { }
    }

    /// <summary>A defect of the library. Nothing was assessed; report it.</summary>
    public sealed class InternalException : UnknotException
    {
        internal InternalException(Problem problem) : base("internal", problem) { }
    }

    /// <summary>
    /// The C library is missing or is not one that this adapter can use: the code is <c>"missing_library"</c>,
    /// <c>"unusable_library"</c> or <c>"wrong_version"</c>, and the message says what to do.
    /// </summary>
    public sealed class LibraryException : UnknotException
    {
        internal LibraryException(string code, string message) : base("library", new Problem(code, "", "", message)) { }
    }

    /// <summary>The library's problem: one JSON object whose members are all strings.</summary>
    internal sealed class Problem
    {
        internal readonly string Code;
        internal readonly string Pointer;
        internal readonly string Expected;
        internal readonly string Message;

        internal Problem(string code, string pointer, string expected, string message)
        {
            Code = code;
            Pointer = pointer;
            Expected = expected;
            Message = message;
        }

        internal string Summary()
        {
            return Message + (Pointer == "" ? "" : " At " + Pointer + ".") +
                (Expected == "" ? "" : " Expected: " + Expected + ".") + " (" + Code + ")";
        }

        /// An empty text is a failure that could not be described: no memory, or a defect.
        internal static Problem Parse(string json, string status)
        {
            var members = new Dictionary<string, string>
            {
                { "code", status }, { "pointer", "" }, { "expected", "" }, { "message", "The library gave no reason." }
            };
            string name = null;
            for (int at = json.IndexOf('"'); at >= 0; at = json.IndexOf('"', at))
            {
                string text = ReadString(json, ref at);
                if (name != null) members[name] = text;
                name = name == null ? text : null;
            }
            return new Problem(members["code"], members["pointer"], members["expected"], members["message"]);
        }

        /// Reads from the opening quotation mark and leaves `at` behind the closing one.
        private static string ReadString(string json, ref int at)
        {
            var text = new StringBuilder();
            while (json[++at] != '"')
            {
                if (json[at] != '\\')
                {
                    text.Append(json[at]);
                    continue;
                }
                char escape = json[++at];
                int plain = "nrtbf".IndexOf(escape);
                if (escape == 'u')
                {
                    text.Append((char)Convert.ToUInt16(json.Substring(at + 1, 4), 16));
                    at += 4;
                }
                else
                {
                    text.Append(plain < 0 ? escape : "\n\r\t\b\f"[plain]);
                }
            }
            ++at;
            return text.ToString();
        }
    }
}
