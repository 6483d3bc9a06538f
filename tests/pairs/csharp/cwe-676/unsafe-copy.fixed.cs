public static void Copy(byte[] source, byte[] target, int length)
{
    source.AsSpan(0, length).CopyTo(target);
}
