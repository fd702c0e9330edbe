/* Stands in for the frozen program where none can be made: says that it was opened and with what, then waits while a
   file called "stay" lies beside it. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

int WINAPI WinMain(HINSTANCE self, HINSTANCE before, LPSTR arguments, int show)
{
    char folder[MAX_PATH], path[MAX_PATH + 16];
    GetModuleFileNameA(NULL, folder, MAX_PATH);
    *strrchr(folder, '\\') = 0;
    snprintf(path, sizeof path, "%s\\opened.txt", folder);
    FILE *said = fopen(path, "w");
    if (said) {
        fprintf(said, "%s %s\n", VERSION, arguments);
        fclose(said);
    }
    snprintf(path, sizeof path, "%s\\stay", folder);
    for (int n = 0; n < 600 && GetFileAttributesA(path) != INVALID_FILE_ATTRIBUTES; n++)
        Sleep(100);
    return 0;
}
