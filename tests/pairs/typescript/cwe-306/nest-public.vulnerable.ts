import { Controller, Delete, Param, UseGuards } from '@nestjs/common';

@Controller('users')
@UseGuards(JwtAuthGuard)
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Public()
  @Delete(':id')
  remove(@Param('id') id: string) {
    return this.users.remove(id);
  }
}
