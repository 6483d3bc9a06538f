import rsa


def pair():
    public, private = rsa.newkeys(3072)
    return public.save_pkcs1(), private.save_pkcs1()
