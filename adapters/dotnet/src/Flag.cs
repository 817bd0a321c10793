namespace Unknot
{
    /// <summary>One of the pack's flags in one assessment.</summary>
    public sealed class Flag
    {
        internal Flag(string id, FlagStatus status, Tier tier, Tier possibleTier, string title, string reason)
        {
            Id = id;
            Status = status;
            Tier = tier;
            PossibleTier = possibleTier;
            Title = title;
            Reason = reason;
        }

        /// <summary>The id, such as <c>"neurological"</c>.</summary>
        public string Id { get; }

        /// <summary>Whether it is clear, open or raised.</summary>
        public FlagStatus Status { get; }

        /// <summary>The highest tier of its raised rules; <see cref="Tier.None"/> unless raised.</summary>
        public Tier Tier { get; }

        /// <summary>The highest tier of its raised and open rules; <see cref="Tier.None"/> if clear.</summary>
        public Tier PossibleTier { get; }

        /// <summary>Its name in the clinic's language.</summary>
        public string Title { get; }

        /// <summary>Why, for the clinic, in one sentence; empty if clear.</summary>
        public string Reason { get; }

        /// <summary>The id and the state; what the patient answered does not stand in it.</summary>
        public override string ToString()
        {
            return Id + ": " + Status.Text();
        }
    }
}
