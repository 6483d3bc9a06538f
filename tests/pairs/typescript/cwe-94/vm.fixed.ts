import { create, all } from 'mathjs';
import { Body, Controller, Post } from '@nestjs/common';

const math = create(all);

@Controller('formulas')
export class FormulaController {
  @Post('evaluate')
  evaluate(@Body() body: { a: number; b: number }) {
    return { value: math.add(body.a, body.b) };
  }
}
