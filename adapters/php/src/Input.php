<?php

declare(strict_types=1);

namespace Unknot;

/**
 * What goes in, as the library wants it.
 *
 * @internal
 */
final class Input
{
    /** PHP writes an empty array as a list; where the intake wants an object, it becomes one. */
    public static function json(#[\SensitiveParameter] array|string $intake): string
    {
        if (is_string($intake)) {
            return $intake;
        }
        foreach (['answers', 'request', 'handout'] as $name) {
            if (($intake[$name] ?? null) === []) {
                $intake[$name] = new \stdClass();
            }
        }
        if (is_array($intake['handout'] ?? null) && ($intake['handout']['clinic'] ?? null) === []) {
            $intake['handout']['clinic'] = new \stdClass();
        }
        try {
            return json_encode($intake === [] ? new \stdClass() : $intake, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
        } catch (\JsonException $error) {
            throw new \InvalidArgumentException('The intake cannot be written as JSON: ' . $error->getMessage() . '.');
        }
    }

    /** Seconds since 1970; 0 for "not given". */
    public static function seconds(\DateTimeInterface|int|null $at): int
    {
        $seconds = $at instanceof \DateTimeInterface ? $at->getTimestamp() : $at;
        if ($seconds === 0) {
            throw new \ValueError('at: 1970 begins without a patient; give null if the time is not known.');
        }
        return $seconds ?? 0;
    }
}
