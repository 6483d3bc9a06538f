import rsa


def pair():
    public, private = rsa.newkeys(512)
    return public.save_pkcs1(), private.save_pkcs1()
