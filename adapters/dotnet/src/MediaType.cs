namespace Unknot
{
    /// <summary>The documents of a result, for <see cref="Result.Document"/>.</summary>
    public static class MediaType
    {
        /// <summary>The record of everything.</summary>
        public const string Json = "application/json";

        /// <summary>The patient's handout as data.</summary>
        public const string HandoutJson = "application/json;for=handout";

        /// <summary>The patient's handout, one file.</summary>
        public const string Html = "text/html";

        /// <summary>The patient's handout, 72 columns.</summary>
        public const string Text = "text/plain";

        /// <summary>The clinic's copy.</summary>
        public const string ClinicHtml = "text/html;for=clinic";

        /// <summary>The handout on paper; needs <see cref="EngineOptions.PdfModule"/>.</summary>
        public const string Pdf = "application/pdf";

        /// <summary>A FHIR R4 transaction, of an assessment that was given a time; or a Questionnaire.</summary>
        public const string Fhir = "application/fhir+json";
    }
}
