@Injectable()
export class OrdersService {
  constructor(@InjectRepository(Order) private readonly orders: Repository<Order>) {}

  findForCustomer(customer: string, status: string) {
    return this.orders
      .createQueryBuilder('o')
      .where(`o.customer = '${customer}' AND o.status = '${status}'`)
      .getMany();
  }
}
