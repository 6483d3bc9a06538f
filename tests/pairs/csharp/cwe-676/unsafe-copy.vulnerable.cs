public static unsafe void Copy(byte[] source, byte[] target, int length)
{
    fixed (byte* from = source, to = target)
    {
        for (int i = 0; i < length; i++)
        {
            to[i] = from[i];
        }
    }
}
