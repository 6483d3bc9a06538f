import vm from 'node:vm';
import { Body, Controller, Post } from '@nestjs/common';

@Controller('formulas')
export class FormulaController {
  @Post('evaluate')
  evaluate(@Body() body: { formula: string }) {
    return { value: vm.runInNewContext(body.formula, { Math }) };
  }
}
