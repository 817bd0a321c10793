<?php

declare(strict_types=1);

namespace Unknot;

/**
 * One assessment, with its documents. It outlives its engine. It is wiped and freed when it is closed, or when nothing
 * refers to it any more; $tier, $possibleTier and $complete are still there after close().
 */
abstract class Result
{
    /**
     * @param string|null $tier         the urgency to act on, such as "emergency"; see Tier
     * @param string|null $possibleTier the urgency that missing or unsure answers could still bring
     * @param bool        $complete     false: a missing answer could still raise the tier, and a person must finish
     *                                  the screen
     *
     * @internal
     */
    protected function __construct(
        public readonly ?string $tier,
        public readonly ?string $possibleTier,
        public readonly bool $complete,
    ) {
    }

    /**
     * All flags of the pack, in its order.
     *
     * @return list<Flag>
     */
    abstract public function flags(): array;

    /**
     * A document, made when it is first asked for; the same bytes each time.
     *
     * @param string|null $mediaType of MediaType; null: the record, MediaType::JSON
     *
     * @throws UnsupportedException there is no such document, or no PDF module
     * @throws ArgumentException    for MediaType::FHIR of an assessment without a time
     */
    abstract public function document(?string $mediaType): string;

    /** The record of everything, as JSON. */
    public function json(): string
    {
        return $this->document(MediaType::JSON);
    }

    /** The record of everything, as an array. */
    public function record(): array
    {
        return json_decode($this->json(), true, 512, JSON_THROW_ON_ERROR);
    }

    /** The patient's handout as data. */
    public function handoutJson(): string
    {
        return $this->document(MediaType::HANDOUT_JSON);
    }

    /** The patient's handout as a page, one file. */
    public function html(): string
    {
        return $this->document(MediaType::HTML);
    }

    /** The patient's handout as text of 72 columns. */
    public function text(): string
    {
        return $this->document(MediaType::TEXT);
    }

    /** The clinic's copy as a page. */
    public function clinicHtml(): string
    {
        return $this->document(MediaType::CLINIC_HTML);
    }

    /**
     * A FHIR R4 transaction.
     *
     * @throws ArgumentException the assessment was given no time
     */
    public function fhir(): string
    {
        return $this->document(MediaType::FHIR);
    }

    /**
     * The handout on paper.
     *
     * @throws UnsupportedException the engine was opened without a PDF module
     */
    public function pdf(): string
    {
        return $this->document(MediaType::PDF);
    }

    /** Wipes and frees it. Closing it twice is fine. */
    abstract public function close(): void;

    private function __clone()
    {
    }
}
