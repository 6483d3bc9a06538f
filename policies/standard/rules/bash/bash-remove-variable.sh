# ruleid: bash-remove-variable
rm -rf "$folder"/
# ruleid: bash-remove-variable
rm -rf $folder/*
# ruleid: bash-remove-variable
rm -r -f -- $folder
# ok: bash-remove-variable
rm -rf -- "${folder:?}"/
# ok: bash-remove-variable
rm -rf "$folder"
# ok: bash-remove-variable
rm -f $file
# ok: bash-remove-variable
rm -rf "$root/build"
