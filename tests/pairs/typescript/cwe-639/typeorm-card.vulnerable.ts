@Controller('cards')
@UseGuards(AuthGuard('jwt'))
export class CardsController {
  constructor(@InjectRepository(Card) private readonly cards: Repository<Card>) {}

  @Get(':id')
  one(@Param('id') id: string, @Req() request: AuthenticatedRequest) {
    return this.cards.findOneBy({ id });
  }
}
