import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class OrderController {
    @PostMapping("/orders")
    public String create(@RequestBody String xml) throws Exception {
        Order order = new XmlMapper().readValue(xml, Order.class);
        return order.id();
    }
}
