<?php

declare(strict_types=1);

namespace Unknot;

/**
 * The service, unknotd, behind the interface of Engine: for Windows, shared hosting and sites that must not use FFI. It
 * needs the openssl extension and allow_url_fopen, and every method can throw a ServiceException. pack() is not offered.
 */
final class ServiceEngine implements Assessor
{
    private const MOST_BYTES = 64 << 20;
    private const NAMES = [
        MediaType::JSON => 'json',
        MediaType::HANDOUT_JSON => 'handout',
        MediaType::HTML => 'html',
        MediaType::TEXT => 'text',
        MediaType::CLINIC_HTML => 'clinic',
        MediaType::PDF => 'pdf',
        MediaType::FHIR => 'fhir',
    ];

    private readonly string $address;
    private readonly array $tls;
    private readonly string $authorization;

    /**
     * @param string      $url         "https://host:port"
     * @param string|null $token       as `unknotd --make-token` prints it
     * @param string|null $certificate path of this site's certificate for mutual TLS, PEM
     * @param string|null $key         path of its key, if it does not stand in the same file
     * @param string|null $authority   path of the authority that signed the service's certificate; null: the system's
     * @param float       $timeout     seconds to wait for a connection and for each part of an answer
     */
    public function __construct(
        string $url,
        #[\SensitiveParameter] ?string $token = null,
        ?string $certificate = null,
        ?string $key = null,
        ?string $authority = null,
        private readonly float $timeout = 10.0,
    ) {
        if (!preg_match('~^https://[^/?#@\s]+/?$~D', $url)) {
            throw new \ValueError('url: give "https://host:port"; patients\' answers travel encrypted only.');
        }
        if ($token !== null && !preg_match('/^[!-~]+$/D', $token)) {
            throw new \ValueError('token: give letters and digits as `unknotd --make-token` prints them.');
        }
        $this->address = rtrim($url, '/');
        $this->tls = array_filter(
            ['local_cert' => $certificate, 'local_pk' => $key, 'cafile' => $authority],
            fn (?string $path) => $path !== null,
        );
        $this->authorization = $token === null ? '' : "Authorization: Bearer $token\r\n";
    }

    public function assess(
        #[\SensitiveParameter] array|string $intake,
        \DateTimeInterface|int|null $at = null,
    ): Result {
        return new ServiceResult($this, Input::json($intake), Input::seconds($at));
    }

    public function info(): string
    {
        return $this->ask('/v1/info');
    }

    public function questions(?string $locale = null, ?string $mediaType = null): string
    {
        if (($mediaType ?? MediaType::JSON) === MediaType::JSON) {
            return $this->ask('/v1/questions' . ($locale === null ? '' : '?locale=' . rawurlencode($locale)));
        }
        if ($mediaType === MediaType::FHIR && $locale === null) {
            return $this->ask('/fhir/Questionnaire/lower-back');
        }
        throw self::unsupported('application/json or, without a locale, application/fhir+json');
    }

    /** Nothing is kept open between two calls. */
    public function close(): void
    {
    }

    /**
     * The record and one other document, made from the same intake by the same pack.
     *
     * @return array{string, string}
     *
     * @internal
     */
    public function documents(#[\SensitiveParameter] string $intake, int $at, string $mediaType): array
    {
        $plain = preg_replace('/;charset=utf-8(?=;|$)/', '', strtolower(preg_replace('/[ \t]/', '', $mediaType)));
        $name = self::NAMES[$plain] ?? throw self::unsupported(
            'application/json, application/json;for=handout, application/fhir+json, text/html, text/html;for=clinic or text/plain'
        );
        $names = $name === 'json' ? 'json' : "json,$name";
        $texts = json_decode($this->ask("/v1/assess?at=$at&documents=$names", $intake), true);
        if (!is_string($texts['json'] ?? null) || !is_string($texts[$name] ?? null)) {
            throw self::stranger(200);
        }
        return [$texts['json'], $name === 'pdf' ? base64_decode($texts[$name]) : $texts[$name]];
    }

    private function ask(string $target, #[\SensitiveParameter] ?string $body = null): string
    {
        $kind = $body === null ? '' : "Content-Type: application/json\r\n";
        $context = stream_context_create([
            'http' => [
                'method' => $body === null ? 'GET' : 'POST',
                'header' => "{$this->authorization}{$kind}Accept: application/json, application/fhir+json\r\nConnection: close\r\n",
                'content' => $body ?? '',
                'protocol_version' => 1.1,
                'timeout' => $this->timeout,
                'ignore_errors' => true,  // a refusal is an answer, too
                'follow_location' => 0,
            ],
            'ssl' => $this->tls,
        ]);
        error_clear_last();
        $begun = hrtime(true);
        $stream = @fopen($this->address . $target, 'rb', false, $context);
        $late = "No answer within $this->timeout s.";
        if ($stream === false && hrtime(true) - $begun >= $this->timeout * 1e9) {
            throw self::failure('timeout', $late);  // PHP gives no reason
        }
        if ($stream === false) {
            throw self::failure('unreachable', "$this->address could not be asked: " . (error_get_last()['message'] ?? 'no reason'));
        }
        $answer = stream_get_contents($stream, self::MOST_BYTES);
        ['wrapper_data' => $head, 'timed_out' => $isLate, 'eof' => $whole] = stream_get_meta_data($stream);
        fclose($stream);
        if ($isLate) {
            throw self::failure('timeout', $late);
        }
        $status = (int) (explode(' ', $head[0])[1] ?? 0);
        $length = array_filter($head, fn (string $line) => stripos($line, 'content-length:') === 0);
        if (!$whole || ($length !== [] && (int) substr(end($length), 15) !== strlen($answer))) {
            throw self::failure('unreachable', "$this->address broke off in the middle of its answer.");
        }
        return $status === 200 ? $answer : throw self::refusal($status, json_decode($answer, true));
    }

    /** An answer other than 200, as the exception that the engine in this process would have thrown. */
    private static function refusal(int $status, mixed $got): UnknotException
    {
        if (!is_string($got['code'] ?? null) || !is_string($got['detail'] ?? null)) {
            return self::stranger($status);
        }
        $of = match (true) {
            $got['code'] === 'missing_time', $got['code'] === 'invalid_parameter' => 'argument',
            $got['code'] === 'too_large' => 'intake',
            $got['code'] === 'unknown_locale' && !isset($got['pointer']) => 'unsupported',
            isset($got['pointer']) => [500 => 'internal', 501 => 'unsupported', 503 => 'memory'][$status] ?? 'intake',
            default => null,
        };
        if ($of === null) {
            return self::failure($got['code'], "{$got['detail']} HTTP $status, request " . ($got['request_id'] ?? 'unknown') . '.');
        }
        $problem = ['message' => $got['detail']] + array_intersect_key($got, ['code' => 1, 'pointer' => 1, 'expected' => 1]);
        return UnknotException::of($of, json_encode($problem));
    }

    private static function unsupported(string $expected): UnsupportedException
    {
        return new UnsupportedException('unsupported', 'unsupported', '', $expected, 'This build cannot do that.');
    }

    /** @internal */
    public static function stranger(int $status): ServiceException
    {
        return self::failure('not_unknotd', "What answered (with $status) does not speak as unknotd does: look at the address and at proxies.");
    }

    /** @internal */
    public static function failure(string $code, string $message): ServiceException
    {
        return new ServiceException('service', $code, '', '', $message);
    }
}
