import { Body, Controller, Post } from "@nestjs/common";

@Controller("settings")
export class SettingsController {
  @Post()
  update(@Body() body: { value: string }): object {
    return eval("(" + body.value + ")");
  }
}
