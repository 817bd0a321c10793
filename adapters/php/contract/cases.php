<?php

/** What the command line's and PHP-FPM's contract share: holding an assessment against its row of cases.json. */

declare(strict_types=1);

function expect(string $what, mixed $expected, mixed $actual): void
{
    if ($expected !== $actual) {
        $difference = json_encode([$expected, $actual], JSON_PARTIAL_OUTPUT_ON_ERROR | JSON_UNESCAPED_UNICODE);
        throw new Exception("$what: expected and got " . substr($difference, 0, 1000));
    }
}

function problem_of(Unknot\UnknotException $error): array
{
    return [
        'code' => $error->problemCode,
        'pointer' => $error->pointer,
        'expected' => $error->expected,
        'message' => $error->problemMessage,
    ];
}

function said(Unknot\Result $result, string $mediaType): array
{
    try {
        $document = $result->document($mediaType);
        return ['sha256' => hash('sha256', $document), 'size' => strlen($document)];
    } catch (Unknot\UnknotException $error) {
        return ['status' => $error->status, 'problem' => problem_of($error)];
    }
}

/** @param callable(): Unknot\Result $assess */
function check_row(array $row, callable $assess): void
{
    $name = $row['name'];
    try {
        $result = $assess();
    } catch (Unknot\UnknotException $error) {
        expect("$name: status", $row['status'], $error->status);
        expect("$name: problem", $row['problem'], problem_of($error));
        return;
    }
    expect("$name: status", $row['status'], 'ok');
    expect("$name: tier", $row['tier'], $result->tier);
    expect("$name: possible tier", $row['possible_tier'], $result->possibleTier);
    expect("$name: complete", $row['complete'], $result->complete);
    $flags = array_map(fn (Unknot\Flag $flag) => [
        'id' => $flag->id,
        'status' => $flag->status,
        'tier' => $flag->tier,
        'possible_tier' => $flag->possibleTier,
        'title' => $flag->title,
        'reason' => $flag->reason,
    ], $result->flags());
    expect("$name: flags", $row['flags'], $flags);
    foreach ($row['documents'] as $mediaType => $document) {
        expect("$name: $mediaType", $document, said($result, $mediaType));
    }
}

function assess_row(Unknot\Engine $engine, array $row): Unknot\Result
{
    return $engine->assess(base64_decode($row['intake'], true), $row['at'] === 0 ? null : $row['at']);
}
