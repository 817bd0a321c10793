<?php

declare(strict_types=1);

namespace Unknot;

/** One of the pack's flags in one assessment. */
final class Flag
{
    /** Ruled out by answers. */
    public const CLEAR = 'clear';
    /** An answer that could raise it is missing or unsure. */
    public const OPEN = 'open';
    /** Raised by answers. */
    public const RAISED = 'raised';

    /**
     * @param string      $id           such as "neurological"
     * @param string      $status       "clear", "open" or "raised"
     * @param string|null $tier         the highest of its raised rules; null unless raised
     * @param string|null $possibleTier the highest of its raised and open rules; null if clear
     * @param string      $title        in the clinic's language
     * @param string      $reason       why, for the clinic, in one sentence; "" if clear
     *
     * @internal
     */
    public function __construct(
        public readonly string $id,
        public readonly string $status,
        public readonly ?string $tier,
        public readonly ?string $possibleTier,
        public readonly string $title,
        public readonly string $reason,
    ) {
    }
}
