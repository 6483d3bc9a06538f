import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import { createReadStream } from 'fs';
import { join } from 'path';

@Controller('invoices')
export class InvoiceController {
  @Get(':file')
  get(@Param('file') file: string): StreamableFile {
    return new StreamableFile(createReadStream(join(process.cwd(), 'invoices', file)));
  }
}
