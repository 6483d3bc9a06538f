@Service
public class AvatarService {
    private final RestTemplate rest = new RestTemplate();

    public byte[] load(HttpServletRequest request) {
        String url = request.getParameter("avatar");
        return rest.getForObject(url, byte[].class);
    }
}
