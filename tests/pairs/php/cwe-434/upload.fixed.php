<?php
class AvatarUploader
{
    private const TYPES = ['image/png' => 'png', 'image/jpeg' => 'jpg'];

    public function save(array $file, int $userId): string
    {
        $type = mime_content_type($file['tmp_name']);
        if (!isset(self::TYPES[$type])) {
            throw new InvalidArgumentException('Not an image');
        }
        $target = 'public/avatars/' . bin2hex(random_bytes(16)) . '.' . self::TYPES[$type];
        move_uploaded_file($file['tmp_name'], $target);
        return $target;
    }
}
(new AvatarUploader())->save($_FILES['avatar'], 1);
