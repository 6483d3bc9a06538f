import { Controller, Get, Query } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

@Controller('products')
export class ProductsController {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  @Get('search')
  async search(@Query('term') term: string) {
    return this.dataSource.query(`SELECT * FROM product WHERE name LIKE '%${term}%'`);
  }
}
