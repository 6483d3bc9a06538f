import { Controller, Get, Query, Res } from '@nestjs/common';
import { Response } from 'express';

const PLACES = ['/home', '/account'];

@Controller('auth')
export class AuthController {
  @Get('callback')
  callback(@Query('returnTo') returnTo: string, @Res() res: Response) {
    return res.redirect(PLACES.includes(returnTo) ? returnTo : '/');
  }
}
