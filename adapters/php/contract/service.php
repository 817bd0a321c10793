<?php

/**
 * service.php CASES URL AUTHORITY STRANGER GUARDED PDF SHA256: every tenth row of the contract through the service, and
 * what can be wrong on the way there. STRANGER is the URL of a server of the same authority that is no unknotd, GUARDED of
 * one that wants tokens, PDF of one that makes PDFs: the hash of one of them.
 */

declare(strict_types=1);

require __DIR__ . '/../unknot.php';
require __DIR__ . '/cases.php';
require __DIR__ . '/refused.php';

use Unknot\ServiceEngine;
use Unknot\ServiceException;

const SILENT = '{"answers": {}}';

try {
    [, $path, $url, $authority, $stranger] = $argv;
    $cases = json_decode(file_get_contents($path), true, 512, JSON_THROW_ON_ERROR);
    $engine = new ServiceEngine($url, authority: $authority);
    foreach ($cases['questions'] as $locale => $sha256) {
        expect("questions $locale", $sha256, hash('sha256', $engine->questions($locale)));
    }
    expect('info', $cases['version'], json_decode($engine->info(), true)['unknot']['version']);
    expect('questionnaire', 'Questionnaire', json_decode($engine->questions(null, Unknot\MediaType::FHIR), true)['resourceType']);
    for ($i = 0; $i < count($cases['rows']); $i += 10) {
        $row = $cases['rows'][$i];
        if (($row['problem']['code'] ?? '') !== 'too_large') {  // there the service stops to read before the library says it
            check_row($row, fn () => $engine->assess(base64_decode($row['intake'], true), $row['at'] ?: null));
        }
    }
    refused(Unknot\UnsupportedException::class, '', fn () => $engine->questions('xx-XX'));
    refused(Unknot\ArgumentException::class, '', fn () => $engine->assess(SILENT, -1));
    refused(Unknot\UnsupportedException::class, '', fn () => $engine->assess(SILENT)->document('image/png'));

    $pdf = (new ServiceEngine($argv[6], authority: $authority))->assess(SILENT, 1)->document('application/pdf');
    expect('pdf', $argv[7], hash('sha256', $pdf));

    $result = $engine->assess(['answers' => []]);
    $engine->close();
    $result->close();
    expect('tier after close', 'soon', $result->tier);
    refused(LogicException::class, 'result is closed', fn () => $result->html());

    refused(ValueError::class, 'https://', fn () => new ServiceEngine('http://localhost:8443'));
    refused(ValueError::class, 'token', fn () => new ServiceEngine($url, token: "a\r\nX: y"));
    refused(ServiceException::class, 'unreachable', fn () => (new ServiceEngine($url))->info());
    refused(ServiceException::class, 'unreachable', fn () => (new ServiceEngine('https://localhost:1'))->info());
    refused(ServiceException::class, 'unauthorized', fn () => (new ServiceEngine($argv[5], token: 'wrong', authority: $authority))->assess(SILENT));
    foreach (['half', 'other', 'moved'] as $kind) {
        $words = ['half' => 'broke off', 'other' => 'not_unknotd', 'moved' => 'not_unknotd'][$kind];
        refused(ServiceException::class, $words, fn () => (new ServiceEngine($stranger, token: $kind, authority: $authority))->assess(SILENT));
    }
    refused(ServiceException::class, 'timeout',
        fn () => (new ServiceEngine($stranger, token: 'late', authority: $authority, timeout: 0.5))->assess(SILENT));
    echo "php: through the service as in C\n";
} catch (Throwable $error) {
    fwrite(STDERR, substr((string) $error, 0, 3000) . "\n");
    exit(1);
}
