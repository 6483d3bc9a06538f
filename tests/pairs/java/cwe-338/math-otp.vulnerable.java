public class OneTime {
    public int otp() {
        int otp = (int) (Math.random() * 900000) + 100000;
        return otp;
    }
}
