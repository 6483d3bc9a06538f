<?php

function save_avatar(): string
{
    $upload = $_FILES['avatar'];
    if ($upload['error'] !== UPLOAD_ERR_OK || $upload['size'] > 200000) {
        throw new RuntimeException('The upload failed.');
    }
    $target = '/srv/avatars/' . $upload['name'];
    move_uploaded_file($upload['tmp_name'], $target);
    return $target;
}
