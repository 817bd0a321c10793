<?php

/** All classes of the adapter: for programs without Composer, and for opcache.preload. */

declare(strict_types=1);

foreach (['UnknotException', 'Tier', 'Flag', 'MediaType', 'Input', 'Result', 'Assessor', 'Native', 'NativeResult', 'Engine',
    'ServiceResult', 'ServiceEngine'] as $class) {
    require_once __DIR__ . "/src/$class.php";
}
