<?php

/** All classes of the adapter: for programs without Composer, and for opcache.preload. */

declare(strict_types=1);

foreach (['UnknotException', 'Tier', 'Flag', 'MediaType', 'Native', 'Result', 'Engine'] as $class) {
    require_once __DIR__ . "/src/$class.php";
}
