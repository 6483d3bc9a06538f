import { Controller, Get, Query } from "@nestjs/common";

@Controller("routes")
export class RoutesController {
  private readonly routes = ["/home", "/cart", "/about"];

  @Get()
  list(@Query("match") match: string): string[] {
    return this.routes.filter((route) => route.startsWith("/" + match));
  }
}
