namespace Unknot
{
    /// <summary>How urgent it is, low to high, so that <c>tier &gt;= Tier.Soon</c> may be asked.</summary>
    public enum Tier
    {
        /// <summary>None: of a flag that is not raised, or clear. The tier of an assessment is never this.</summary>
        None = 0,

        /// <summary>A handout with its safety net.</summary>
        SelfCare = 1,

        /// <summary>An ordinary appointment, 1 to 4 weeks.</summary>
        Routine = 2,

        /// <summary>Within days.</summary>
        Soon = 3,

        /// <summary>Within 24 hours.</summary>
        SameDay = 4,

        /// <summary>Ambulance or emergency department now.</summary>
        Emergency = 5
    }

    /// <summary>The state of a flag.</summary>
    public enum FlagStatus
    {
        /// <summary>Ruled out by answers.</summary>
        Clear = 1,

        /// <summary>An answer that could raise it is missing or unsure.</summary>
        Open = 2,

        /// <summary>Raised by answers.</summary>
        Raised = 3
    }

    /// <summary>The names that stand in the documents.</summary>
    public static class Names
    {
        private static readonly string[] Tiers = { "none", "self_care", "routine", "soon", "same_day", "emergency" };
        private static readonly string[] States = { "none", "clear", "open", "raised" };

        /// <summary>The tier's name, such as <c>"same_day"</c>.</summary>
        public static string Text(this Tier tier)
        {
            return Tiers[(int)tier];
        }

        /// <summary>The state's name, such as <c>"raised"</c>.</summary>
        public static string Text(this FlagStatus status)
        {
            return States[(int)status];
        }
    }
}
