<?php

declare(strict_types=1);

namespace Unknot;

/** The tiers of urgency by their names, and their order. Compare them by rank: as strings they sort by the alphabet. */
final class Tier
{
    /** A handout with its safety net. */
    public const SELF_CARE = 'self_care';
    /** An ordinary appointment, 1 to 4 weeks. */
    public const ROUTINE = 'routine';
    /** Within days. */
    public const SOON = 'soon';
    /** Within 24 hours. */
    public const SAME_DAY = 'same_day';
    /** Ambulance or emergency department now. */
    public const EMERGENCY = 'emergency';

    private const BY_NUMBER = [null, self::SELF_CARE, self::ROUTINE, self::SOON, self::SAME_DAY, self::EMERGENCY];

    /** 1 for self_care to 5 for emergency; 0 for null, which is the tier of a flag that is not raised. */
    public static function rank(?string $tier): int
    {
        $number = array_search($tier, self::BY_NUMBER, true);
        return $number === false ? throw new \ValueError('tier: give one of the constants of Unknot\Tier') : $number;
    }

    /** @internal */
    public static function of(int $number): ?string
    {
        return self::BY_NUMBER[$number];
    }
}
