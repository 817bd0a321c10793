<?php

declare(strict_types=1);

namespace Unknot;

/** What Engine and ServiceEngine have in common, so that a site changes from one to the other by configuration. */
interface Assessor
{
    /**
     * Assesses one intake.
     *
     * @param array|string                $intake as intake.schema.json describes it, or a FHIR R4 QuestionnaireResponse:
     *                                            an array, or JSON. A question that was not answered is left out.
     * @param \DateTimeInterface|int|null $at     when the patient was seen; an int counts the seconds since 1970, UTC
     *
     * @throws IntakeException   the intake is refused as a whole
     * @throws ArgumentException the time lies outside what the library takes
     */
    public function assess(array|string $intake, \DateTimeInterface|int|null $at = null): Result;

    /** What the engine is, as JSON: library, pack, locales, question ids, source attributes, limits. */
    public function info(): string;

    /**
     * The questions in the order in which to ask them, as JSON.
     *
     * @param string|null $locale    such as "en-US"; null: the pack's first
     * @param string|null $mediaType MediaType::JSON, or MediaType::FHIR for a FHIR R4 Questionnaire; null: JSON
     *
     * @throws UnsupportedException there is no such locale or document
     */
    public function questions(?string $locale = null, ?string $mediaType = null): string;

    /** Ends the engine. Its results stay. */
    public function close(): void;
}
