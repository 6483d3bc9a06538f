<?php
class AvatarUploader
{
    public function save(array $file, int $userId): string
    {
        $target = 'public/avatars/' . $file['name'];
        move_uploaded_file($file['tmp_name'], $target);
        return $target;
    }
}
(new AvatarUploader())->save($_FILES['avatar'], 1);
